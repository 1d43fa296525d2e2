/** "AFTS": marks a file as ours, so that another program's database is never touched. */
export const APPLICATION_ID = 0x41465453
