# In the owner's network, where the directory is: out to the directory, and to AWS's APIs. Nothing comes in.

locals {
  is_inside = var.network != null

  # The ports that the groups' addresses name: 636 for LDAPS, 389 for StartTLS, or others.
  directory_ports = distinct(flatten([
    for group in var.groups : [
      for url in group.urls : tonumber(try(regex(":([0-9]+)$", url)[0], startswith(url, "ldaps:") ? "636" : "389"))
    ]
  ]))

  vpc = !local.is_inside ? null : {
    subnet_ids         = var.network.subnet_ids
    security_group_ids = [aws_security_group.sync[0].id]
  }

  # What the function talks to. DynamoDB's and S3's gateways cost nothing; the others are billed by the hour and zone.
  endpoints = local.is_inside && try(var.network.create_endpoints, false) ? toset(["events", "secretsmanager", "sqs"]) : toset([])
}

resource "aws_security_group" "sync" {
  # checkov:skip=CKV2_AWS_5:The function is in it: modules/bus-function puts it there, which checkov does not follow
  count = local.is_inside ? 1 : 0

  name        = "${var.name}-${local.service}"
  description = "directory-sync: to the directory and to AWS, nothing comes in"
  vpc_id      = var.network.vpc_id
  tags        = merge(var.platform.tags, { Name = "${var.name}-${local.service}" })
}

resource "aws_vpc_security_group_egress_rule" "directory" {
  for_each = {
    for pair in setproduct(local.is_inside ? var.network.directory_cidrs : [], local.directory_ports) : "${pair[0]}:${pair[1]}" => { cidr = pair[0], port = pair[1] }
  }

  security_group_id = aws_security_group.sync[0].id
  description       = "LDAP over TLS to the directory"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr
  tags              = var.platform.tags
}

resource "aws_vpc_security_group_egress_rule" "apis" {
  for_each = local.is_inside ? toset(var.network.https_cidrs) : toset([])

  security_group_id = aws_security_group.sync[0].id
  description       = "HTTPS to AWS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.value
  tags              = var.platform.tags
}

resource "aws_vpc_security_group_egress_rule" "gateways" {
  for_each = local.is_inside ? toset(var.network.https_prefix_list_ids) : toset([])

  security_group_id = aws_security_group.sync[0].id
  description       = "HTTPS to AWS by a gateway endpoint"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = each.value
  tags              = var.platform.tags
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  count = length(local.endpoints) == 0 ? 0 : 1

  security_group_id            = aws_security_group.sync[0].id
  description                  = "HTTPS to AWS by the endpoints"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints[0].id
  tags                         = var.platform.tags
}

resource "aws_security_group" "endpoints" {
  count = length(local.endpoints) == 0 ? 0 : 1

  name        = "${var.name}-${local.service}-endpoints"
  description = "Endpoints of AWS that directory-sync talks to"
  vpc_id      = var.network.vpc_id
  tags        = merge(var.platform.tags, { Name = "${var.name}-${local.service}-endpoints" })
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  count = length(local.endpoints) == 0 ? 0 : 1

  security_group_id            = aws_security_group.endpoints[0].id
  description                  = "HTTPS from directory-sync"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.sync[0].id
  tags                         = var.platform.tags
}

resource "aws_vpc_endpoint" "api" {
  for_each = local.endpoints

  vpc_id              = var.network.vpc_id
  service_name        = "com.amazonaws.${var.platform.region}.${each.value}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.network.subnet_ids
  security_group_ids  = [aws_security_group.endpoints[0].id]
  private_dns_enabled = true
  tags                = merge(var.platform.tags, { Name = "${var.name}-${local.service}-${each.value}" })
}
