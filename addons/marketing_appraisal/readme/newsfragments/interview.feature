The interview is recorded by the superior and acknowledged or objected to by the person; staff without a login sign a form that HR files.
