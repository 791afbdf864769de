# Which variables the code reads is written down by its build. One that it needs and nobody sets fails the plan; one that it does not read
# is not set.
locals {
  contract = jsondecode(file(var.generated_file))

  reads = setunion(local.contract.environment.required, try(local.contract.environment.optional, []))

  provided = merge(
    {
      ACCOUNT_ID     = var.platform.account_id
      PARTITION      = var.platform.partition
      EVENT_BUS_NAME = var.platform.bus.name
      EVENT_BUS_ARN  = var.platform.bus.arn
      # What code this is, for who wants to go carefully after a change of it.
      DEPLOYMENT = coalesce(local.code_hash, "unknown")
    },
    var.environment,
  )

  missing = setsubtract(local.contract.environment.required, keys(local.provided))

  environment = merge(
    { for name, value in local.provided : name => value if contains(local.reads, name) },
    {
      POWERTOOLS_SERVICE_NAME = var.service
      # Two deployments in one account would otherwise add up to one, and hide or raise each other's alarms.
      POWERTOOLS_METRICS_NAMESPACE = "Cleandesk/${var.platform.name}"
      # SDKs put it into each call's user agent, so CloudTrail names the function that called. They take 50 characters and warn at every
      # call of more, which it would be with what Powertools adds. That leaves alone what carries its mark.
      AWS_SDK_UA_APP_ID = "${substr(var.name, 0, 43)}/PTEnv/"
    },
    var.platform.extra_environment,
  )
}
