Adopting a catalogue proposes the department, says when everything is there already, and ends with the number of gaps it leaves and a button to them.
