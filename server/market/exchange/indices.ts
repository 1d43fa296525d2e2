/**
 * Exchanges of indices in Yahoo's notation (`^` and a code), where the symbol has no ending that names one.
 * Origin: the index pages of the exchanges; docs/exchanges.md lists them.
 */
const listed: Readonly<Record<string, string>> = {
  XTKS: 'N225 N300 N500 TOPX TPX',
  XHKG: 'HSI HSCE HSCC HSTECH HSIL',
  XIDX: 'JKSE JKLQ45 JKII',
  XKRX: 'KS11 KS200 KQ11 KQ150',
  XTAI: 'TWII TWOII',
  XSHG: 'SSEC SZSC',
  XSES: 'STI',
  XKLS: 'KLSE',
  XBKK: 'SET SETI',
  XPHS: 'PSI PSEI',
  XASX: 'AXJO AORD AXKO AXVI ATLI',
  XNZE: 'NZ50',
  XBOM: 'BSESN NSEI NSEBANK NSEMDCP50 CRSLDX INDIAVIX',
  XKAR: 'KSE KSE100',
  XLON: 'FTSE FTMC FTAS FTSC FTAI',
  XETR: 'GDAXI MDAXI SDAXI TECDAX STOXX50E STOXX',
  XPAR: 'FCHI SBF120 N100 N150 CN20',
  XAMS: 'AEX AMX ASCX',
  XBRU: 'BFX BEL20',
  XLIS: 'PSI20',
  XMIL: 'FTSEMIB MIBTEL',
  XMAD: 'IBEX IBEXM',
  XSWX: 'SSMI SSHI SMIM',
  XWBO: 'ATX',
  XSTO: 'OMX OMXS30 OMXSPI',
  XCSE: 'OMXC20 OMXC25 OMXC20CAP',
  XHEL: 'OMXH25 OMXHPI',
  XICE: 'OMXI10 OMXIPI',
  XOSL: 'OSEAX OBX OSEBX',
  XDUB: 'ISEQ',
  XWAR: 'WIG WIG20',
  XPRA: 'PX',
  XBUD: 'BUX',
  XIST: 'XU100 XU030',
  XTAE: 'TA125 TA100 TA35',
  XJSE: 'J203 J200',
  XMOS: 'IMOEX RTSI',
  XTSE: 'GSPTSE TX60 SPCDNX JX',
  BVMF: 'BVSP IBX50',
  XMEX: 'MXX INMEX',
  XBUE: 'MERV',
  XSGO: 'IPSA IGPA',
  XLIM: 'SPBLPGPT',
  XSAU: 'TASI',
  XCBF: 'VIX VIX3M VIX6M VIX9D VVIX VXN VXD RVX OVX GVZ SKEW',
}

/** Codes of American index families: S&P, Dow Jones, Nasdaq, Russell, NYSE, Wilshire, sectors of Philadelphia, yields. */
const american =
  /^(GSPC?|SPX|SP\d|SPGS|OEX|MID|SML|DJ|DWCF|IX|NDX|NDXT|NBI|COMP|RU[AIT]|RL[GV]|RMC|NYA|NYY|NYL|NYP|NYICDX|XAX|W5000|FTW5000|SOX|HGX|OSX|XAU|XOI|XNG|XCI|HUI|BKX|KBW|DRG|BTK|UTY|MOVE|TNX|TYX|FVX|IRX|VALUG|DXY|SPXEW|BUY|PUT)/

const micOf = new Map(Object.entries(listed).flatMap(([mic, codes]) => codes.split(' ').map((code) => [code, mic])))

/** The exchange whose shares an index without ending counts; null when the table does not know it. */
export const indexMic = (code: string): string | null => micOf.get(code) ?? (american.test(code) ? 'XNYS' : null)
