Monthly and annual appraisals with server actions for grading, signature and publication.
