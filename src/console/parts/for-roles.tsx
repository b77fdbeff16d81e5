import { Alert } from "@mantine/core";
import type { ReactNode } from "react";
import type { Role } from "../../contract/role.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ForRolesProps {
  readonly roles: readonly Role[];
  readonly children: ReactNode;
}

/** What only some roles may see; everybody else reads who may. */
export function ForRoles({ roles, children }: ForRolesProps) {
  const { t } = useTexts();
  const obstacle = useObstacle(roles);
  if (obstacle === undefined) return children;
  return (
    <Alert color="blue" title={t.failure.forbidden}>
      {obstacle}
    </Alert>
  );
}
