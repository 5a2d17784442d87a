*Excel* on a period gives HR and the general manager its results, their lines and who was left out as one workbook.
