import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface UsedByProps {
  /** Such as `campaign/new-year`. */
  readonly users: readonly string[];
}

/** The campaigns and audiences that use a definition, by their names, each a link. */
export function UsedBy({ users }: UsedByProps) {
  const { t, say } = useTexts();
  const campaigns = useBodies("campaigns");
  const segments = useBodies("segments");
  return (
    <ul className="used-by">
      {users.map((user) => {
        const [kind = "", key = ""] = user.split("/");
        const isCampaign = kind === "campaign";
        const label = (isCampaign ? campaigns : segments).find((body) => body.key === key)?.label;
        return (
          <li key={user}>
            <span className="kind">{isCampaign ? t.audience.usingCampaign : t.audience.usingAudience}</span>{" "}
            <Anchor component={Link} to={`/${isCampaign ? "campaigns" : "audiences"}/${key}`}>
              {label === undefined ? key : say(label)}
            </Anchor>
          </li>
        );
      })}
    </ul>
  );
}
