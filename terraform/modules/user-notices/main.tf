# Tells users before and after their desktop is reset. It hears, and says nothing on the bus: it can neither delay nor stop a reset.

locals {
  service = "user-notices"

  templates_key = "TEMPLATES#${sha256(jsonencode(var.templates))}"

  environment = merge(
    {
      NOTICES_TABLE = aws_dynamodb_table.told.name
      NOTICES       = jsonencode(var.notices)
      TIME_ZONE     = var.time_zone
      LOCALE        = var.locale
      # For that long what a run is telling is in its hands: until it can't live any more.
      LEASE_SECONDS = tostring(var.pace.tell.timeout_seconds + 1)
    },
    var.mail == null ? {} : {
      MAIL = jsonencode(merge(
        { from = local.from, addresses = var.mail.user_addresses },
        var.mail.configuration_set == null ? {} : { configurationSet = var.mail.configuration_set },
      ))
    },
    var.topic == null ? {} : { TOPIC_ARN = var.topic.arn },
    # Taken from the item, so that it is there before a function looks for it. The hash in it makes functions read anew what has changed.
    length(var.templates) == 0 ? {} : { TEMPLATES_KEY = jsondecode(aws_dynamodb_table_item.templates[0].item).pk.S },
  )
}

module "tell" {
  source = "../bus-function"

  name           = "${var.name}-${local.service}-tell"
  service        = local.service
  purpose        = "Tells users before and after their desktop is reset, each of them once"
  generated_file = "${path.module}/generated/tell.json"
  platform       = var.platform
  artifact       = var.artifacts["tell"]
  permissions    = local.permissions

  environment = local.environment
  # A mail may be a moment later: half of the processor does, and of its memory it takes 75 MB.
  memory_mb = 256

  timeout_seconds            = var.pace.tell.timeout_seconds
  visibility_timeout_seconds = var.pace.tell.visibility_timeout_seconds
  max_receives               = var.pace.max_receives
}
