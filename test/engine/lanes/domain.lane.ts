/** An app with a domain: certificate, HTTPS listener and host names go through `up` and are stable. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { apps } from "../apps.ts";
import { checkHostNames, type Domain, makeZone } from "../aws/host-names.ts";
import type { Checkout } from "../checkout.ts";
import { cidr, rig } from "../rig.ts";
import { steps } from "../steps.ts";

describe("boring with a domain", () => {
  const { step, look } = steps();
  let domain: Domain;
  const prepare = async (url: string, { app }: Checkout): Promise<void> => {
    domain = await makeZone(url, "ml.example.org");
    const access = { domain: domain.name, zoneId: domain.zoneId };
    const config = `export default ${JSON.stringify({ aws: { access } })};\n`;
    writeFileSync(join(app, "thunderhead.config.ts"), config);
  };
  const { stack, deployed } = rig(apps.boring, { prepare, provider: "attached" });

  step("up", async () => {
    await stack().create({ "allowedCidrs[0]": cidr });
    await stack().must("up", "--yes", "--skip-preview");
    expect(await stack().outputs()).toMatchObject({
      url: "https://ml.example.org",
      services: { serve: "https://serve.ml.example.org" },
    });
  });

  step("preview again: nothing, also beside what AWS itself says", async () => {
    expect(await stack().preview()).toEqual([]);
    await stack().must("preview", "--refresh", "--expect-no-changes");
  });

  look("AWS: one listener, a rule and a name for each host", async () =>
    checkHostNames(await deployed(), domain),
  );
});
