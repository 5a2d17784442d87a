A KPI says whether less is better, as expenses do: red is what exceeds its target, and whoever has used the least comes first.
