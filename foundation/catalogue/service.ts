/**
 * Streaming services and shops: one name from the many that statements use ("iTunes Match", "Spotify (Premium)",
 * "YouTube (Art Tracks)"). New names are kept as they stand: shops come and go.
 */

const FAMILIES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["YouTube Music", /^youtube\s*music|^yt\s*music|art\s*tracks?|youtube (?:red|premium)/],
  ["YouTube Content ID", /content\s*id|youtube ugc/],
  ["YouTube", /^youtube|^yt$|youtube/],
  ["Spotify", /^spotify/],
  ["Apple Music", /^apple\s*music|^itunes\s*match|^itunes.*(?:stream|connect)/],
  ["iTunes", /^itunes|^apple itunes/],
  ["Amazon Music", /^amazon.*(?:music|unlimited|prime|stream|ads)/],
  ["Amazon", /^amazon/],
  ["Deezer", /^deezer/],
  ["TIDAL", /^tidal|^aspiro|^wimp/],
  ["Pandora", /^pandora/],
  ["SoundCloud", /^sound\s*cloud/],
  ["Facebook and Instagram", /^facebook|^instagram|^meta\b/],
  ["TikTok", /^tik\s*tok|^bytedance|^resso|^douyin/],
  ["Bandcamp", /^bandcamp/],
  ["Napster", /^napster|^rhapsody/],
  ["Qobuz", /^qobuz/],
  ["Anghami", /^anghami/],
  ["JioSaavn", /^jio|^saavn/],
  ["Boomplay", /^boomplay/],
  ["Tencent Music", /^tencent|^qq\s*music|^kugou|^kuwo/],
  ["NetEase", /^net\s*ease/],
  ["VK", /^vk\b|^vkontakte|^boom\b|^uma$|^вконтакте/],
  ["Yandex Music", /^yandex|^яндекс/],
  ["KKBOX", /^kkbox/],
  ["LINE MUSIC", /^line\s*music/],
  ["Beatport", /^beatport/],
  ["Google Play", /^google/],
  ["Audiomack", /^audiomack/],
  ["Peloton", /^peloton/],
  ["Shazam", /^shazam/],
  ["Snapchat", /^snap/],
];

/** "Spotify" from "Spotify (Premium)". Spaces around and doubled are taken off in any case; "" stays "". */
export function readService(text: string): string {
  const bare = text.replace(/\s+/g, " ").trim();
  const lower = bare.toLowerCase();
  for (const [name, pattern] of FAMILIES) if (pattern.test(lower)) return name;
  return bare;
}

/** True where the name is one that is known. */
export function isKnownService(text: string): boolean {
  const lower = text.trim().toLowerCase();
  return FAMILIES.some(([, pattern]) => pattern.test(lower));
}
