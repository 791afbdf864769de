# What the code says of itself decides what is built here: its rules are typed by a human once, in TypeScript.
locals {
  contract = jsondecode(file(var.generated_file))

  # A pattern that looks into the detail keeps its own rule. All others from the same sources share one: fewer rules to read, and none
  # can match an event that another one matches too, which would deliver it twice.
  listens_by_door = {
    for listen in local.contract.listens :
    join(" ", concat(listen.source, can(listen.detail) ? listen["detail-type"] : [])) => listen...
  }

  patterns = {
    for door, listens in local.listens_by_door : door => merge(
      {
        source        = listens[0].source
        "detail-type" = sort(distinct(flatten([for listen in listens : listen["detail-type"]])))
        # An event replayed from an archive carries this field. A replay must not reset people, so no rule of ours lets one through.
        "replay-name" = [{ exists = false }]
      },
      # Equal doors have equal details, or the precondition of the rule says so.
      { for field, filter in listens[0] : field => filter if field == "detail" },
    )
  }

  # Of this account only: what another account says on the bus of an owner's, of its desktops or as an operator, is not ours.
  rule_patterns = { for door, pattern in local.patterns : door => merge(pattern, { account = [var.platform.account_id] }) }

  details_per_door = {
    for door, listens in local.listens_by_door : door => length(distinct([for listen in listens : jsonencode(try(listen.detail, {}))]))
  }

  rule_names_in_full = {
    for door, pattern in local.patterns :
    door => "${var.name}-hears-${lower(replace(replace(door, "cleandesk.", ""), "/[^A-Za-z0-9.-]+/", "-"))}"
  }
  # A rule's name ends at 64 characters; a hash of the whole keeps the cut ones apart.
  rule_names = {
    for door, name in local.rule_names_in_full : door => length(name) <= 64 ? name : "${substr(name, 0, 55)}-${substr(sha1(name), 0, 8)}"
  }
}
