Below which part of the target, or of where it should be by today, a figure shows red is a setting of the company.
