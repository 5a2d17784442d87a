Whoever does not agree with a published result appeals in time; HR answers, the general manager's meeting decides, an upheld appeal
issues the result again and lists what follows. Each step has its last day, and the answer is printed as a letter.
What follows from an upheld appeal names the annual grade before, and proposals that are no longer met.
