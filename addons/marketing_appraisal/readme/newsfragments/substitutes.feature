A substitute appraises while the appraiser is away, a delegate signs for the general manager; the log says who acted for whom.
