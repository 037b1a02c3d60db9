/**
 * Traditional tunes in the public domain, written down for this program with plain chords. The style that composing uses
 * when none is given has learned from these, and from the progressions beside them.
 */
export const TUNES: string = `
X:1
T:Amazing Grace
M:3/4
L:1/8
Q:1/4=84
K:G
D2|"G"G4 BG|B4 A2|"C"G4 E2|"G"D4 D2|G4 BG|B4 A2|"D"d6-|d4 Bd|
"G"d4 BG|B4 A2|"C"G4 E2|"G"D4 D2|"Em"G4 BG|"D"B4 A2|"G"G6-|G4|]

X:2
T:Auld Lang Syne
M:4/4
L:1/8
Q:1/4=96
K:F
C2|"F"F3F F2A2|"C"G3F G2A2|"F"F3F A2c2|"Bb"d6 d2|"F"c3A A2F2|"C"G3F G2A2|"Bb"F3D "C"D2C2|"F"F6 d2|
"F"c3A A2F2|"C"G3F G2d2|"F"c3A A2c2|"Bb"d6 d2|"F"c3A A2F2|"C"G3F G2A2|"Bb"F3D "C"D2C2|"F"F6|]

X:3
T:Oh Susanna
M:4/4
L:1/8
Q:1/4=132
K:G
GA|"G"B2d2 d3e|d2B2 G3A|B2B2 A2G2|"D"A6 GA|"G"B2d2 d3e|d2B2 G3A|B2B2 "D"A2A2|"G"G6 GA|
B2d2 d3e|d2B2 G3A|B2B2 A2G2|"D"A6 GA|"G"B2d2 d3e|d2B2 G3A|B2B2 "D"A2A2|"G"G8|
"C"c4 c4|e2e4 e2|"G"d2d2 B2G2|"D"A6 GA|"G"B2d2 d3e|d2B2 G3A|B2B2 "D"A2A2|"G"G6|]

X:4
T:When the Saints Go Marching In
M:4/4
L:1/4
Q:1/4=144
K:C
z CEF|"C"G4|z CEF|G4|z CEF|G2 E2|C2 E2|"G"D4|
z EED|"C"C3 C|E2 G2|"F"G F3|z2 EF|"C"G2 E2|"G"C2 D2|"C"C4|]

X:5
T:Scarborough Fair
M:3/4
L:1/4
Q:1/4=112
K:Am
"Am"A2 A|e2 e|"G"B3/2 c/ B|"Am"A3|z e g|a2 g|"C"e ^f d|"Am"e3|
z a a|"C"a2 g|e2 d|"G"c B2|"Am"z2 A|e2 d|"G"c B2|"Am"A3|]

X:6
T:Greensleeves
M:6/8
L:1/8
Q:3/8=60
K:Am
A|"Am"c2d e>fe|"G"d2B G>AB|"Am"c2A A>^GA|"E"B2^G E2A|"Am"c2d e>fe|"G"d2B G>AB|"Am"c>BA "E"^G>^F^G|"Am"A3 A3|
"C"g3 g>fe|"G"d2B G>AB|"Am"c2A A>^GA|"E"B2^G E3|"C"g3 g>fe|"G"d2B G>AB|"Am"c>BA "E"^G>^F^G|"Am"A3 A2|]

X:7
T:The House of the Rising Sun
M:6/8
L:1/8
Q:3/8=72
K:Am
E|"Am"A2 A "C"B2 c|"D"e3/2d/ A2 A A|"F"a2 a a g e|"Am"e3 "C"z2 a|"Am"a2 a "C"g2 e|"E"e3 z2 E|"Am"A2 A "C"c d2|"D"e d A2 z A|
"F"A2 A A2 A|"Am"A ^G E "E"E ^F ^G|"Am"A6|]

X:8
T:Red River Valley
M:4/4
L:1/4
Q:1/4=108
K:G
D G|"G"B B/B/ A G|A G E G|"G"D2 z D|G B "D7"B A/G/|"G"B2 d c|"D"B A2 z|z2 d c|"G"B B A G|
A B d c|"C"E E/E/ D C|"C"E2 E/G/ B|"D7"A2 B A|"D7"G F E F|"G"G4|]

X:9
T:Aura Lee
M:4/4
L:1/4
Q:1/4=88
K:G
"G"D G F G|"A7"A E A2|"D7"G F E F|"G"G4|D G F G|"A7"A E A2|"D7"G F E F|"G"G4|
B B B2|"B7"B B B2|"C"B A "Cm"G A|"G"B4|"G"B B "E7"c B|"A7"A E A2|"D7"G F "D7"B A|"G"G4|]

X:10
T:Ode to Joy
M:4/4
L:1/4
Q:1/4=112
K:D
"D"F F G A|"A"A G F E|"D"D D E F|"A"F3/2 E/ E2|"D"F F G A|"A"A G F E|"D"D D E F|"A"E3/2 D/ "D"D2|
"A"E E "D"F D|"A"E F/G/ "D"F D|"A"E F/G/ "B7"F E|"E"D E "A"A,2|"D"F F G A|"A"A G F E|"D"D D E F|"A"E3/2 D/ "D"D2|]

X:11
T:Clementine
M:3/4
L:1/8
Q:1/4=112
K:F
F>F|"F"F2 C2 A>A|A2 F2 F>A|c3 c B>A|"C"G4 G>A|B2 B2 A>G|"F"A2 F2 F>A|"C"G3 C E>G|"F"F4|]

X:12
T:Home on the Range
M:6/8
L:1/8
Q:3/8=60
K:F
C C2|"F"F2 G A2 F|E2 D/D/ "Bb"B3-|B2 B c2 B|"F"A2 G "C"G3|"F"F2 F F2 E|"G"F2 G "C"G3-|G3 C2 C|"F"F2 G A2 F|
E2 D "Bb"B3-|B2 B B2 B|"F"A2 G F2 E|"C"F2 G "F"F3|]

X:13
T:Wayfaring Stranger
M:3/4
L:1/8
Q:1/4=92
K:Am
EG|"Am"A4 AG|A2 c2 d2|e4 dc|A4 G2|"Dm"A4 AG|A2 G2 E2|"Am"A,6-|A,2 z2 EG|
A4 AG|A2 c2 d2|e4 dc|A4 G2|"Dm"A4 AG|"Em"A2 G2 E2|"Am"A6-|A4|]

X:14
T:Shenandoah
M:4/4
L:1/4
Q:1/4=80
K:F
C|"F"F F/F/ G A|"Bb"B d c2|z f e d|"F"c d/c/ A c|"F"c2 z c|"Dm"d d d2|A c "Bb"A G|"F"F2 z F|
"Dm"A A2 F|"Am"A2 z C|"Bb"F2 G A|"C"F2 G2|"F"F4|]

X:15
T:Drunken Sailor
M:2/4
L:1/16
Q:1/4=116
K:Am
"Am"e2ee e2ee|e2A2 c2e2|"G"d2dd d2dd|d2G2 B2d2|"Am"e2ee e2ee|e2^f2 g2a2|"G"g2e2 d2B2|"Am"A4 A4|
e4 e3e|e2A2 c2e2|"G"d4 d3d|d2G2 B2d2|"Am"e4 e3e|e2^f2 g2a2|"G"g2e2 d2B2|"Am"A4 A4|]

X:16
T:Swing Low
M:4/4
L:1/8
Q:1/4=80
K:F
A2 F6|"F"A2 F F2 D C2|"F"F F F F A c2 c|"C"d2 c6|"F"d2 c A2 F D2|"F"C F F F "Bb"A G F D|"F"F F A "C"G3 F2|"F"F8|]

X:17
T:Ah vous dirai-je, Maman
M:4/4
L:1/4
Q:1/4=104
K:C
"C"C C G G|"F"A A "C"G2|"F"F F "C"E E|"G"D D "C"C2|"C"G G "F"F F|"C"E E "G"D2|"C"G G "F"F F|"C"E E "G"D2|
"C"C C G G|"F"A A "C"G2|"F"F F "C"E E|"G"D D "C"C2|]

X:18
T:Frere Jacques
M:4/4
L:1/4
Q:1/4=112
K:F
"F"F G A F|F G A F|A B c2|A B c2|c/d/c/B/ A F|c/d/c/B/ A F|F C F2|F C F2|]

X:19
T:Jingle Bells
M:4/4
L:1/4
Q:1/4=138
K:G
"G"B B B2|B B B2|B d G3/2 A/|B4|"C"c c c3/2 c/|"G"c B B B/B/|"A7"B A A B|"D7"A2 d2|
"G"B B B2|B B B2|B d G3/2 A/|B4|"C"c c c3/2 c/|"G"c B B B/B/|"D7"d d c A|"G"G4|]

X:20
T:Silent Night
M:6/8
L:1/8
Q:3/8=44
K:Bb
"Bb"F>GF D3|F>GF D3|"F"c2c A3|"Bb"B2B F3|"Eb"G2G B>AG|"Bb"F>GF D3|"Eb"G2G B>AG|"Bb"F>GF D3|
"F"c2c e>cA|"Bb"B3 d3|B>FD "F"F>EC|"Bb"B,3 z3|]

X:21
T:Good King Wenceslas
M:4/4
L:1/4
Q:1/4=126
K:G
"G"G G G A|G G D2|"C"E "D"D E F|"G"G2 G2|G G G A|G G D2|"C"E "D"D E F|"G"G2 G2|
"G"d c B A|"C"B A "G"G2|"C"E "D"D E F|"G"G2 G2|"G"D D "C"E F|"G"G G "D"A2|"G"d c "D"B A|"C"G2 c2|"G"G4|]

X:22
T:My Bonnie
M:3/4
L:1/4
Q:1/4=126
K:G
D|"G"B A G|"C"A G E|"G"D B,2-|B,2 D|"G"B A G|G F G|"A7"A3-|"D7"A2 D|"G"B A G|"C"A G E|"G"D B,2-|B,2 D|
"C"E A G|"D7"F E F|"G"G3-|G2 z|D3|G3|"C"E3|A2 A|"D7"F2 F|F E F|"G"G A B-|B2 z|]

X:23
T:Simple Gifts
M:4/4
L:1/8
Q:1/4=108
K:F
C2|"F"F2 FG AF AB|c2 cB A2 GF|"C"G2 G2 GF GA|GE C2 C4|"F"F2 FG AG AB|c2 G2 A2 GF|"C"G2 GA GF ED|"F"F2 F2 F2 c2|
"F"c4 A3 G|AB AG F3 G|A2 AB c2 cA|"C"G2 GA G2 C2|"F"F4 F3 G|AG AB c2 cB|"C"A2 A2 G2 G2|"F"F4 F2|]

X:24
T:Row, Row, Row Your Boat
M:6/8
L:1/8
Q:3/8=76
K:C
"C"C3 C3|C2D E3|E2D E2F|G6|ccc GGG|EEE CCC|"G"G2F E2D|"C"C6|]

X:25
T:The Water Is Wide
M:4/4
L:1/4
Q:1/4=80
K:G
D|"G"G A B/A/ G|"C"E D G A|"Em"B3/2 c/ B A|"D"A3 B/c/|"Bm"d3/2 e/ d B|"Em"B A G E|"C"G3/2 A/ "D"B A|"G"G3|]

X:26
T:Skye Boat Song
M:6/8
L:1/8
Q:3/8=50
K:G
"G"D>ED G2G|"Em"A>BA "D"d3|"G"B>AB "C"E2E|"D"D6|"G"D>ED G2G|"Em"A>BA "D"d3|"G"B>AB "C"E2E|"G"D6|
"Em"B>GB B3|"Am"A>EA A3|"Em"G>EG G2G|"C"E6|"Em"B>GB B3|"Am"A>EA A3|"Em"G>EG G2G|"D"E3 D3|]
`;

/** Progressions that many songs share; nobody owns them. In degrees of the key: bars between "|". */
export const PROGRESSIONS: readonly { readonly mode: "major" | "minor"; readonly chords: string }[] = [
  { mode: "major", chords: "C | G | Am | F | C | G | F | C" },
  { mode: "major", chords: "Am | F | C | G | Am | F | C G | C" },
  { mode: "major", chords: "C | Am | F | G | C | Am | F G | C" },
  { mode: "major", chords: "C | F | Am | G | C | F | G | C" },
  { mode: "major", chords: "F | G | Em | Am | F | G | C | C" },
  { mode: "major", chords: "C | Em | F | G | C | Em | Dm G | C" },
  { mode: "major", chords: "C | C7 | F | F | C | G | F | C" },
  { mode: "major", chords: "C7 | F7 | C7 | C7 | F7 | F7 | C7 | C7 | G7 | F7 | C7 | G7" },
  { mode: "major", chords: "Dm7 | G7 | Cmaj7 | Am7 | Dm7 | G7 | Cmaj7 | Cmaj7" },
  { mode: "major", chords: "C | G | Am | Em | F | C | F | G" },
  { mode: "major", chords: "C | Dm | F | C | C | Dm | G | C" },
  { mode: "major", chords: "F | C | G | Am | F | C | G | C" },
  { mode: "minor", chords: "Am | F | C | G | Am | F | G | Am" },
  { mode: "minor", chords: "Am | G | F | E7 | Am | G | F E7 | Am" },
  { mode: "minor", chords: "Am | Dm | G | C | F | Dm | E7 | Am" },
  { mode: "minor", chords: "Am | Em | F | C | Dm | Am | E7 | Am" },
  { mode: "minor", chords: "Am | C | G | Dm | Am | C | G | Am" },
  { mode: "minor", chords: "Am | F | Dm | E7 | Am | F | Dm E7 | Am" },
  { mode: "minor", chords: "Am7 | Dm7 | Em7 | Am7 | Am7 | Dm7 | Em7 | Am7" },
];
