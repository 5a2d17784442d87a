A hand-over can be handed back: one button drafts the way back from today on, and what the job gives anyway needs no arrangement any more.
