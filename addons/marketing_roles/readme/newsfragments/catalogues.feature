Sixteen catalogues of marketing departments in English and Chinese: search, compare and adopt them, see what changed since, make your own by copying or by import.
