Events and behaviour scores are proposed from reports, tasks, late money and events, each with its reason.
