ALTER TABLE `run` ADD `progress` text;
