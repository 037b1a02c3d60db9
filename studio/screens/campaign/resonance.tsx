import type { ReactElement } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import type { LevelEffect } from "../../../marketing/content/level-effects.ts";
import { CannotTell } from "../../parts/cannot-tell.tsx";
import { oddsText } from "../../parts/figures.ts";
import { IntervalPicture } from "../../pictures/interval-picture.tsx";

interface AccountAnswer {
  readonly platform: string;
  readonly account: string | null;
  readonly territory: string | null;
  readonly outcome: string;
  readonly status: "done" | "not-enough-data";
  readonly missing?: string;
  readonly cheapestNextStep?: string;
  readonly posts: number;
  readonly used?: number;
  readonly claims?: readonly { readonly factor: string; readonly level: string; readonly p: number }[];
  readonly factors?: readonly { readonly factor: string; readonly levels: readonly LevelEffect[] }[];
  readonly setAside?: readonly { readonly id: string; readonly why: string }[];
  readonly nextTests?: readonly {
    readonly factor: string;
    readonly first: string;
    readonly second: string;
    readonly postsEach: number;
    readonly weeks: number | null;
    readonly asAd?: { readonly impressionsEach: number; readonly cost: number; readonly currency: string } | null;
  }[];
}

export interface ContentDocument {
  readonly status: "done" | "not-enough-data";
  readonly missing?: string;
  readonly cheapestNextStep?: string;
  readonly accounts?: readonly AccountAnswer[];
}

/** What content does better than usual, how sure that is, and what to test next. */
export function Resonance({ content }: { readonly content: ContentDocument | null }): ReactElement {
  return (
    <section className="section" aria-label="What resonates">
      <h2>What resonates</h2>
      {content === null && (
        <p className="small quiet">
          Drop what Instagram, TikTok, YouTube or X let you download of your posts on the Data screen, then read what
          resonates.
        </p>
      )}
      {content && !content.accounts && (
        <CannotTell missing={content.missing ?? "posts"} step={content.cheapestNextStep ?? ""} />
      )}
      {content?.accounts?.map((account) => (
        <Account key={`${account.platform} ${account.account} ${account.territory}`} account={account} />
      ))}
    </section>
  );
}

function Account({ account }: { readonly account: AccountAnswer }): ReactElement {
  const { platform, outcome, posts, used, claims = [], factors = [], setAside = [], nextTests = [] } = account;
  const name = [platform, account.account, account.territory].filter(Boolean).join(", ");
  const [main, ...others] = factors;
  return (
    <article className="stack loose">
      <h3>
        {name}: {posts} posts by {outcome}
        {used !== undefined && used < posts && `, ${posts - used} set aside`}
      </h3>
      {claims.length > 0 ? (
        <ul className="stack">
          {claims.map(({ factor, level, p }) => (
            <li key={factor + level}>
              <span className="strong">{level}</span>{" "}
              <span className="quiet small">
                ({factor}): seems this good by chance in {numberText(100 * p, p < 0.01 ? 1 : 0)} % of accounts where
                nothing matters
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <CannotTell
          missing={account.missing ?? "a difference larger than what chance makes"}
          step={account.cheapestNextStep ?? "the next test below"}
        />
      )}
      {main && <Levels {...main} outcome={outcome} />}
      {others.length > 0 && (
        <details className="small">
          <summary>Other comparisons ({others.length})</summary>
          {others.map((factor) => (
            <Levels key={factor.factor} {...factor} outcome={outcome} />
          ))}
        </details>
      )}
      {nextTests.length > 0 && (
        <div className="stack">
          <h3>Worth testing next</h3>
          <ul className="stack small">
            {nextTests.map(({ factor, first, second, postsEach, weeks, asAd }) => (
              <li key={factor}>
                <span className="strong">
                  {factor}: {first} against {second}
                </span>
                <br />
                {postsEach} posts of each in turns{weeks !== null && `, about ${weeks} weeks at your pace`}
                {asAd && `; or as an ad, about ${numberText(asAd.cost, 0)} ${asAd.currency}`}.
              </li>
            ))}
          </ul>
        </div>
      )}
      {setAside.length > 0 && (
        <p className="tiny quiet">
          Set aside:{" "}
          {["boosted", "viral"]
            .flatMap((why) => {
              const count = setAside.filter((each) => each.why === why).length;
              return count > 0 ? [`${count} ${why}`] : [];
            })
            .join(", ") || setAside.length}
          .
        </p>
      )}
    </article>
  );
}

function Levels({
  factor,
  levels,
  outcome,
}: {
  readonly factor: string;
  readonly levels: readonly LevelEffect[];
  readonly outcome: string;
}): ReactElement {
  return (
    <IntervalPicture
      title={factor}
      says={`${outcome} against a usual post of the account (×1), with the interval that holds nine times in ten, and the chance to be the best.`}
      rows={levels.map(({ level, posts, ratio, interval90: [low, high], chanceBest }) => ({
        name: level,
        note: `${posts} posts, best: ${oddsText(chanceBest)}`,
        value: ratio,
        low,
        high,
      }))}
      reference={1}
      text={(value) => `×${numberText(value, 2)}`}
    />
  );
}
