import type { ShippingOption } from "@/lib/domain/items";

interface EnvironmentProps {
  readonly data: NonNullable<ShippingOption["environmentalData"]>;
}

/** What the carrier says about the climate. */
export function Environment({ data }: EnvironmentProps) {
  return (
    <>
      {data.description && <div>{data.description}</div>}
      <ul>
        {data.details.map((detail) => (
          <li key={JSON.stringify(detail)}>
            {detail.label}
            {detail.label && detail.value && ": "}
            {detail.value}
          </li>
        ))}
      </ul>
    </>
  );
}
