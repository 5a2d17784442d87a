A frozen or changed document of a closed month that its reader may not open, or that is gone, opens as the row itself and says why.
