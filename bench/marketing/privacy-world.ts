/** Exports with a person planted in them: in messages, in refused rows, in wrong columns, in names of files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";

export const PLANTS = {
  email: "planted.person@example.org",
  name: "Zebulon Quartermain",
  phone: "+49 30 55501234",
  street: "Plantagenstrasse 99",
  word: "PRIVATE",
} as const;

const { email, name, phone, street, word } = PLANTS;

const many = (row: (at: number) => string): string => Array.from({ length: 12 }, (_, at) => row(at)).join("");

const instagram = `Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves,Contact
${many((at) => `1801111111111${at + 1000},1,mila,Mila,"Booking ${email} or ${phone}, take ${at}",31,03/${at + 13}/2026 06:08,https://www.instagram.com/reel/${at}/,IG reel,,Lifetime,${100 + at},90,5,1,0,2,3,${name}\n`)}18022222222222222,1,mila,Mila,fine,31,03/27/2026 06:08,https://www.instagram.com/reel/x/,IG reel,,Lifetime,${email},90,5,1,0,2,3,
18033333333333333,1,mila,Mila,fine,31,"${street}",https://www.instagram.com/reel/y/,IG reel,,Lifetime,1,90,${word},1,0,2,3,${name}
`;
const x = `Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks,Author
2074000000000000011,"Tue, Jul 14, 2026","write to ${email}",https://x.com/mila/status/2074000000000000011,1229,12,30,4,5,1,2,3,12,20,6,0,0,${name}
2074000000000000012,"Tue, Jul 14, 2026",fine,https://x.com/mila/status/2074000000000000012,${word},1,1,0,0,0,0,0,0,0,0,0,0,${name}
`;
const ads = `Reporting starts,Reporting ends,Campaign name,Ad set name,Country,Amount spent (EUR),Impressions,Reach,Link clicks,Results,Result indicator,Attribution setting,Owner
2026-08-01,2026-08-01,Push for ${email},Call ${phone},DE,12.50,3000,2500,40,20,actions:link_click,7-day click,${name}
2026-08-02,2026-08-02,Push,A,${name},12.50,3000,2500,40,20,actions:link_click,7-day click,${street}
2026-08-03,2026-08-03,Push,A,DE,${street},3000,2500,40,20,actions:link_click,7-day click,
2026-08-04,2026-08-04,Push,A,DE,12.50,${word},2500,40,20,actions:link_click,7-day click,
`;
const google = `Campaign report
"January 1, 2026 - January 31, 2026"
Campaign,Campaign status,Currency code,Cost,Impr.,Clicks,Conversions
Push ${email},Enabled,EUR,5.00,100,3,0.00
Push,Enabled,EUR,${name},100,3,0.00
Push,Enabled,${word} ${street},5.00,100,3,0.00
`;
const analytics = `# Traffic acquisition
# Start date: 20260101
# End date: 20260131

Session source / medium,Sessions,Engaged sessions
${email} / email,4,2
google / organic,${word},2
google / organic,7,5
`;
const links = `date,link,country,city,source,service,visits,clicks
2026-03-01,https://lnk.example/night?to=${email},DE,Berlin ${phone},${email},Spotify,10,4
2026-03-01,https://lnk.example/night,${name},Berlin,,Spotify,10,4
2026-03-01,https://lnk.example/night,DE,Berlin,,Spotify,${word},4
`;
const labels = `post_id,content_label\n18011111111111000,"for ${email} ${phone}"\n18011111111111001,live\n`;
const tiktok = {
  "Direct Messages": {
    "Chat History": {
      ChatHistory: { [`Chat History with ${name}:`]: [{ From: name, Content: `${word} ${email} ${phone} ${street}` }] },
    },
  },
  Activity: { "Follower List": { FansList: [{ Date: "2026-01-01 00:00:00", UserName: name }] } },
  Video: {
    Videos: {
      VideoList: [
        {
          Date: "2026-05-01 18:03:22",
          Link: "https://www.tiktokv.com/share/video/7400000000000000001/",
          Likes: "12",
          Title: `ask ${email}`,
        },
        {
          Date: "2026-05-02 18:03:22",
          Link: "https://www.tiktokv.com/share/video/7400000000000000002/",
          Likes: `${word} ${name}`,
        },
      ],
    },
  },
};
const meta = {
  "your_instagram_activity/media/posts_1.json": [
    { media: [{ uri: "media/a.jpg", creation_timestamp: 1774591680, title: `${email} ${phone}` }] },
  ],
  [`your_instagram_activity/messages/inbox/${name.replace(" ", "").toLowerCase()}_1/message_1.json`]: {
    participants: [{ name }],
    messages: [{ sender_name: name, content: `${word} ${email} ${street}` }],
  },
  "connections/followers_and_following/followers_1.json": [
    { title: "", string_list_data: [{ href: "https://instagram.example/z", value: name, timestamp: 1 }] },
  ],
};
const bandcampFans = `email,fullname,firstname,lastname,date added,country,postal code,num purchases
${email},${name},Zebulon,Quartermain,Sep 23 2010,Germany,10115,1
${many((at) => `fan${at}@example.net,Fan ${at},Fan,${at},Sep 23 2010,Germany,10115,${at % 3}\n`)}a@example.net,${name},x,y,Sep 23 2010,${name},10115,1
b@example.net,x,x,y,${street},DE,10115,1
c@example.net,x,x,y,Sep 23 2010,DE,10115,${phone}
${name},x,x,y,Sep 23 2010,DE,${word},1
`;
const mailchimpFans = `Email Address,First Name,Last Name,Address,Phone Number,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,CC,REGION,NOTES,TAGS
${email},Zebulon,Quartermain,${street},${phone},2,2020-01-02 03:04:05,10.0.0.1,2020-01-03 00:00:01,10.0.0.1,1.5,2.5,de,BE,${word},
bob@example.net,Bob,x,${street},${phone},2,${word},,,,,,de,,${name},
`;
const bandcampSales = `date,item type,item name,artist,currency,quantity,net amount,buyer name,buyer email,buyer phone,buyer note,ship to street,country,country code,city
1/13/26 10:00am,track,Night,Me,EUR,1,0.82,${name},${email},${phone},${word},${street},Germany,DE,Berlin
1/14/26 10:00am,track,Night,Me,EUR,${name},0.82,${name},${email},${phone},${word},${street},Germany,DE,Berlin
`;

/** Names of the files in `folder`, each with a person in it. */
export function writePlantedExports(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const json = (data: unknown): string => JSON.stringify(data, null, 1);
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "instagram.csv": instagram,
    [`posts of ${email} ${phone}.csv`]: x,
    "meta ads.csv": ads,
    "google ads.csv": google,
    "analytics.csv": analytics,
    "links.csv": links,
    "labels.csv": labels,
    "user_data.json": json(tiktok),
    "instagram download.zip": zipSync(
      Object.fromEntries(Object.entries(meta).map(([path, data]) => [path, strToU8(json(data))])),
    ),
    [`fans ${email}.csv`]: bandcampFans,
    "audience.csv": mailchimpFans,
    "sales.csv": bandcampSales,
    "message_1.json": json({ participants: [{ name }], messages: [{ content: `${word} ${street}` }] }),
    "notes.csv": `${name},${email}\n${word},${street}\n${phone},${word}\n`,
    "notes.txt": `${word} ${name} ${email} ${phone} ${street}`,
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return Object.keys(files);
}
