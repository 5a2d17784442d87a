Before a step, signature or publication of a whole period the screen says for how many it is done and who stays open; what is left over keeps the period open.
All scores of a period stand in one list to type them one under the other; deadlines follow holidays that are entered later.
