Figures of a month for everybody take about as long as plain SQL over the same documents; `make bench` measures it.
