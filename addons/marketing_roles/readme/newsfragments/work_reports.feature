Daily, weekly and monthly work reports: the company chooses who owes which and by when; they are asked for by themselves, written, handed in, read and commented.
Missing and late reports are shown to the appraiser, and the share that came in time can be asked for everybody at once.
