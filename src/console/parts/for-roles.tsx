import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Role } from "../../contract/role.ts";
import { whoamiQuery } from "../api/queries.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { Answer } from "./answer.tsx";

interface ForRolesProps {
  readonly roles: readonly Role[];
  readonly children: ReactNode;
}

/** What only some roles may see; everybody else reads who may. */
export function ForRoles({ roles, children }: ForRolesProps) {
  const { t } = useTexts();
  const obstacle = useObstacle(roles);
  const me = useQuery(whoamiQuery);
  return (
    <Answer query={me}>
      {() =>
        obstacle === undefined ? (
          children
        ) : (
          <Alert color="blue" title={t.failure.forbidden}>
            {obstacle}
          </Alert>
        )
      }
    </Answer>
  );
}
