Special appraisals at any time: chosen people, a policy of their own, and outcome rules of their own. Outcomes can be proposed by hand.
