Plans ticked in the list, such as the versions of one, are compared person by person.
