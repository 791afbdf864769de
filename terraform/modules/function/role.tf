# One role per function: what it may do is what it does.

resource "aws_iam_role" "function" {
  name                 = var.name
  description          = "Role of the function ${var.name}"
  path                 = var.platform.iam_path
  permissions_boundary = var.platform.permissions_boundary_arn
  tags                 = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetTheFunctionRun"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "own_log" {
  name = "own-log"
  role = aws_iam_role.function.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "WriteItsOwnLog"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = "arn:${var.platform.partition}:logs:${var.platform.region}:${var.platform.account_id}:log-group:/aws/lambda/${var.name}:*"
        },
      ],
      var.platform.kms_key_arn == null ? [] : [
        {
          Sid      = "OpenWhatTheOwnersKeyLocks"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource = var.platform.kms_key_arn
        },
      ],
    )
  })
}

resource "aws_iam_role_policy" "work" {
  name   = "work"
  role   = aws_iam_role.function.id
  policy = var.permissions
}

# Lambda puts a function into a VPC with the function's own role, so the role needs what the code must not do: it is allowed to Lambda, and
# refused to the code (Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC").
locals {
  ec2 = "arn:${var.platform.partition}:ec2:${var.platform.region}:${var.platform.account_id}"
}

resource "aws_iam_role_policy" "network" {
  count = var.vpc == null ? 0 : 1

  name = "network"
  role = aws_iam_role.function.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "LetLambdaConnectItToTheSubnets"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = concat(
          ["${local.ec2}:network-interface/*"],
          [for subnet in var.vpc.subnet_ids : "${local.ec2}:subnet/${subnet}"],
          [for group in var.vpc.security_group_ids : "${local.ec2}:security-group/${group}"],
        )
      },
      {
        # EC2's Describe calls take no resource in IAM. All of them only read.
        Sid      = "LetLambdaLookAtTheNetwork"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
        Resource = "*"
      },
      {
        Sid       = "RefuseTheNetworkToTheCode"
        Effect    = "Deny"
        Action    = "ec2:*"
        Resource  = "*"
        Condition = { ArnEquals = { "lambda:SourceFunctionArn" = "arn:${var.platform.partition}:lambda:${var.platform.region}:${var.platform.account_id}:function:${var.name}" } }
      },
    ]
  })
}
