Documents of nobody are assigned from the list of documents; a shared document shows its part; credit in a closed month asks for a reason.
