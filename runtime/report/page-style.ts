import { codeStack, colourRules, fontStack } from "../../foundation/look/tokens.ts";

/** Space in steps of 4, hairlines rather than boxes, sizes 12/13/15/18/24/32. */
export const pageStyle: string = `${colourRules}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:400 15px/1.5 ${fontStack};font-variant-numeric:tabular-nums lining-nums}
main{max-width:1024px;margin:0 auto;padding:32px 32px 64px}
h1{font-size:32px;line-height:1.2;font-weight:600;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:18px;line-height:1.3;font-weight:600;margin:48px 0 12px;padding-top:12px;border-top:1px solid var(--line)}
h3{font-size:15px;font-weight:600;margin:24px 0 4px}
p{margin:0 0 12px;max-width:76ch}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code{font:13px/1.5 ${codeStack};background:var(--raised);padding:1px 4px;border-radius:4px;overflow-wrap:anywhere}
pre{margin:0 0 12px;padding:12px;background:var(--raised);border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ${codeStack}}
pre code{padding:0;background:none}
.quiet,figcaption,.note{color:var(--quiet)}
.lead{font-size:18px;line-height:1.45;margin:16px 0}
section+article.sheet{margin-top:56px}
.sheet+.sheet{margin-top:72px}
.facts{font-size:13px;color:var(--quiet);margin:0 0 16px;overflow-wrap:anywhere;max-width:none}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(112px,1fr));gap:16px 20px;margin:24px 0;padding:0;list-style:none}
.figures li{border-top:1px solid var(--line);padding-top:8px}
.figures .name{display:block;font-size:13px;line-height:1.3;color:var(--quiet);min-height:17px}
.figures .value{display:block;font-size:24px;line-height:1.25;font-weight:600;white-space:nowrap}
.figures .value small{font-size:13px;font-weight:400;color:var(--quiet)}
.figures .from{display:block;font-size:13px;color:var(--quiet)}
figure{margin:24px 0 0;break-inside:avoid;min-width:0}
figure h3{margin:0}
figcaption{font-size:13px;line-height:1.4;margin:0 0 8px;max-width:90ch}
.scroll{overflow-x:auto}
.picture{display:block;width:100%;height:auto}
.wide .picture{min-width:640px}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 32px;align-items:start}
.pair.uneven{grid-template-columns:minmax(0,1fr) 260px}
.legend{display:flex;flex-wrap:wrap;gap:0 20px;margin:4px 0 0;padding:0;list-style:none;font-size:13px;color:var(--ink)}
.legend li{display:flex;align-items:center;gap:6px}
.swatch{width:24px;height:12px;flex:none}
svg .tick{font:12px ${fontStack};font-variant-numeric:tabular-nums;fill:var(--quiet)}
svg .tick.strong{fill:var(--ink)}
svg .tick.warned{fill:var(--amber)}
svg .grid{stroke:var(--grid);stroke-width:1}
svg .zero{stroke:var(--quiet);stroke-width:1}
svg .frame{fill:none;stroke:var(--line)}
svg .axis{stroke:var(--quiet);stroke-width:1}
svg .main{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
svg .side{fill:none;stroke:var(--side);stroke-width:2;stroke-linejoin:round;stroke-dasharray:6 3}
svg .before{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-linejoin:round}
svg .level{fill:none;stroke:var(--ink);stroke-width:1.25;stroke-dasharray:2 3}
svg .soft{fill:var(--accent);fill-opacity:.3;stroke:none}
svg .soft.drawn{stroke:var(--accent);stroke-opacity:.45;stroke-width:1}
svg .faint{fill:var(--accent);fill-opacity:.12;stroke:none}
svg .filled{fill:var(--accent);stroke:none}
svg .taken{fill:var(--accent);fill-opacity:.55;stroke:none}
svg .silence{fill:var(--amber);fill-opacity:.25;stroke:none}
svg .clip{stroke:var(--red);stroke-width:1.5}
svg .lost{stroke:var(--amber);stroke-width:2}
svg .cloud{fill:var(--accent)}
svg .point{fill:var(--accent)}
svg .point.of-side{fill:var(--side)}
svg .point.warned{fill:var(--amber)}
svg .sure{fill:var(--ink)}
svg .unsure{fill:none;stroke:var(--quiet)}
svg .bus-drums{fill:var(--drums)}.chip.bus-drums{background:var(--drums)}svg .of-drums{stroke:var(--drums)}
svg .bus-bass{fill:var(--bass)}.chip.bus-bass{background:var(--bass)}svg .of-bass{stroke:var(--bass)}
svg .bus-music{fill:var(--music)}.chip.bus-music{background:var(--music)}svg .of-music{stroke:var(--music)}
svg .bus-vocals{fill:var(--vocals)}.chip.bus-vocals{background:var(--vocals)}svg .of-vocals{stroke:var(--vocals)}
svg .bus-effects{fill:var(--effects)}.chip.bus-effects{background:var(--effects)}svg .of-effects{stroke:var(--effects)}
svg .of-none{stroke:var(--quiet)}
svg .lane{fill:none}
svg .land{stroke:var(--ground);stroke-width:.6}
svg .shade-0{fill:var(--grid)}
svg .shade-1{fill:var(--accent);fill-opacity:0.2}
svg .shade-2{fill:var(--accent);fill-opacity:0.38}
svg .shade-3{fill:var(--accent);fill-opacity:0.58}
svg .shade-4{fill:var(--accent);fill-opacity:0.78}
svg .shade-5{fill:var(--accent);fill-opacity:1}
svg .step-1{stroke-opacity:.16}
svg .step-2{stroke-opacity:.32}
svg .step-3{stroke-opacity:.48}
svg .step-4{stroke-opacity:.64}
svg .step-5{stroke-opacity:.82}
svg .was{fill:var(--quiet);fill-opacity:.45}
svg .moved{stroke:var(--accent);stroke-width:2}
svg .knob{fill:var(--accent)}
.chip{display:inline-block;width:10px;height:10px;margin-right:6px}
.console{min-width:840px}
.console td,.console tbody th{vertical-align:top}
.console td,.console th{padding-right:12px}
.console .group{break-after:avoid}
.console thead th{white-space:nowrap}
.console tbody .long{min-width:150px;max-width:200px}
.console .group th{font-weight:600;padding-top:16px;width:auto}
.console .group .quiet{font-weight:400}
.console .under{display:block;color:var(--quiet);font-size:12px}
.console .band{white-space:nowrap}
.console .position{white-space:nowrap}
.console .figure{display:block;font-weight:600}
.console .figure.quiet{font-weight:400}
.console .small{display:block;width:64px;height:12px}
.console .ride{display:block;width:110px;height:26px}
.console .muted{color:var(--quiet);text-decoration:line-through}
.stem{border-bottom:1px solid var(--line);margin:0}
.stem summary{padding:6px 0}
.stem summary strong{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
.stem .decisions{margin-left:16px}
.stem .decisions>li:last-child{border-bottom:0}
.resting{margin:4px 0 12px;padding:0 0 0 16px;list-style:none;font-size:12px;line-height:1.45;color:var(--quiet)}
.resting strong{font-weight:600}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.4;margin:0 0 12px}
caption{text-align:left;color:var(--quiet);padding:0 0 4px}
th,td{text-align:left;vertical-align:baseline;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--quiet);vertical-align:bottom}
tbody th{width:1%;white-space:nowrap;padding-right:24px}
tbody th.long{white-space:normal;overflow-wrap:anywhere;width:auto}
.number{text-align:right;white-space:nowrap}
td.number{font-weight:600}
td .change{font-weight:400;color:var(--quiet);display:inline-block;min-width:52px}
td.number,th.number{padding-right:24px}
.ranged .change{display:block;min-width:0}
.ranged td.number,.ranged th.number{padding-right:16px}
.ranged thead th{white-space:normal}
table.fit{width:auto}
table.fit tbody th{width:auto}
table.fit th.number{min-width:112px;vertical-align:bottom}
table.fit thead th.number{padding-right:24px}
table.fit .change{min-width:56px;text-align:right}
tr{break-inside:avoid}
.look{margin:0 0 12px;padding:0;list-style:none}
.look li{padding:4px 0 4px 24px;position:relative;max-width:88ch}
.look li::before{content:"";position:absolute;left:2px;top:12px;width:8px;height:8px;border-radius:50%;background:var(--amber)}
.look li.loss::before{background:var(--red);border-radius:0}
.look li.fine::before{background:none;border:1px solid var(--quiet)}
.decisions{margin:0;padding:0;list-style:none}
.decisions>li{border-bottom:1px solid var(--line);padding:10px 0;break-inside:avoid}
.decision{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,auto);gap:0 24px;align-items:baseline}
.decision .value{font-weight:600;text-align:right}
.decisions p{font-size:13px;margin:2px 0 0;max-width:96ch}
.by-person .decision{color:var(--person)}
.badge{font-size:12px;border:1px solid currentColor;border-radius:4px;padding:0 4px;margin-left:6px;white-space:nowrap}
.how{color:var(--quiet)}
.how code{white-space:nowrap}
.how svg{width:34px;height:8px;margin-right:6px}
.checks{margin:0 0 12px;padding:0;list-style:none;columns:2;column-gap:32px;font-size:13px}
.checks li{break-inside:avoid;padding:3px 0 3px 22px;position:relative}
.checks svg{position:absolute;left:0;top:6px;width:14px;height:14px;fill:none;stroke-width:2}
.checks .pass svg{stroke:var(--quiet)}
.checks .todo{font-weight:600}
.checks .todo svg{stroke:var(--amber)}
.songs{margin:0;padding:0;list-style:none;columns:2;column-gap:32px}
.songs li{break-inside:avoid;overflow-wrap:anywhere;padding:2px 0}
.verdict{font-weight:600}
.amber{color:var(--amber)}
.red{color:var(--red)}
.players{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px 32px;margin:12px 0}
.players label{display:block;font-weight:600;margin-bottom:4px}
.players .heard label{color:var(--accent)}
audio{display:block;width:100%;height:40px}
button{font:600 15px ${fontStack};min-height:36px;padding:4px 16px;border:1px solid var(--quiet);border-radius:4px;background:var(--ground);color:var(--ink);cursor:pointer}
[hidden]{display:none!important}
details{font-size:13px;margin:8px 0}
summary{cursor:pointer;color:var(--quiet);min-height:24px;padding:2px 0}
footer{margin-top:48px;padding-top:12px;border-top:1px solid var(--line);font-size:13px;color:var(--quiet)}
@media screen and (max-width:760px){main{padding:16px}.pair .picture{max-width:520px}.pair,.pair.uneven,.players{grid-template-columns:minmax(0,1fr)}.checks{columns:1}.decision{grid-template-columns:minmax(0,1fr)}.decision .value{text-align:left}h1{font-size:24px}}
@page{size:A4;margin:14mm 14mm 16mm}
@media print{.stem::details-content{content-visibility:visible;display:block;block-size:auto}.console{min-width:0;font-size:9pt}body{font-size:10pt}main{max-width:none;padding:0}h1{font-size:20pt}h2{break-after:avoid;margin-top:24px}h3,figcaption,.legend,caption,thead{break-after:avoid}.sheet+.sheet{break-before:page}.players,.on-screen{display:none}svg .tick{font-size:13px}.wide .picture{min-width:0}.wide svg .tick{font-size:14px}.lanes svg .tick{font-size:12px}.scroll{overflow:visible}.pair,.pair.uneven{gap:0 20px}.figures{grid-template-columns:repeat(6,1fr);gap:8px 14px}.figures .value{font-size:14pt}svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}}`;
