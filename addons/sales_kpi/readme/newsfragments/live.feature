Live figures with pace, what is needed a day, forecast, rank and "Why?"; a spreadsheet with the documents; buttons on employees and departments; a line in the digest.
