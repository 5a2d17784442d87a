Files that are made for one reader are fetched by that reader alone and are gone after a while.
