#!/usr/bin/env python3
"""A Hydra program with a config group: `model=cnn` or `model=mlp`. Hydra's run directory is the task's directory."""

import json
from pathlib import Path

import hydra
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig, OmegaConf


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(config: DictConfig) -> None:
    loss = 1 / config.model.size + config.optimizer.lr - 0.01 * len(config.data.augmentation)
    metrics = {"loss": loss, "config": OmegaConf.to_container(config, resolve=True)}
    directory = Path(HydraConfig.get().runtime.output_dir)
    (directory / "metrics.json").write_text(json.dumps(metrics), encoding="utf-8")


if __name__ == "__main__":
    main()
