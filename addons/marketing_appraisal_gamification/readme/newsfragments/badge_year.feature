The employee of the year of head office or a branch is granted a badge of its own.
