Plans: months add up below the grid, names stay in sight, parts are rounded when shared out, an imported table brings its plan along, and by choice somebody else approves.
