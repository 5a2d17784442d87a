Leads are passed from marketing to sales, to a person or by region, after a preview of what goes to whom and what stays.
Sales reports on them weekly or monthly by the working calendar; overdue feedback shows and counts on the campaign.
