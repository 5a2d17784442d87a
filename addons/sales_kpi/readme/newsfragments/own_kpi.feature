The code of a KPI is proposed from its name, and only documents that name a user or an employee are offered for KPIs of one's own.
