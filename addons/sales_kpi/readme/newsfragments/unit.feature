The result of a unit can add up any KPI of people, and be shown to some roles only: collection, new customers and late days of the unit ship with the addon.
