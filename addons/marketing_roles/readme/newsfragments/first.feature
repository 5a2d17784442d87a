Branches, dated appraisers, roles on jobs, tasks, holidays and make-up working days.
