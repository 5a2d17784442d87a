Employee of the year for head office and each branch, by the method of the policy, with a notice for everybody and a reward in the bonus sheet.
