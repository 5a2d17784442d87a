A kind of scale that adds points for each unit above a value and takes them for each below it, whole or pro rata; the collection line of the customer-relations supervisor comes with it.
