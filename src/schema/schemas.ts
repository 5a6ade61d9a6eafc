import hsmConfig from '../../schemas/hsm_config.schema.json' with { type: 'json' };
import sweep from '../../schemas/sweep.schema.json' with { type: 'json' };

/** The JSON Schema of a sweep file. */
export const sweepSchema: object = sweep;

/** The JSON Schema of `hsm_config.yaml` and of the user's own `config.yaml`. */
export const projectSchema: object = hsmConfig;
