Collections with roll-over, new customers, days paid late, expense use, team attainment, daily reports, customer files and feedback as live KPIs beside sales, each explained by its documents.
