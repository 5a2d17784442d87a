Collections with roll-over, new customers, days paid late, expense use, team attainment, daily reports, customer files and feedback as live KPIs beside sales, each explained by its documents.
Sales managers import quotas line by line: existing ones are changed, those of approved plans are refused.
