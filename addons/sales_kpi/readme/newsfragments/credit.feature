Credit for an order or invoice is shared between people; KPIs are defined by users over documents of their choice.
