Whoever may read a figure sees what it takes from each document, also without rights on the document itself.
The result of branches has one row a month and says whose it is; a plan can be imported together with its quotas.
