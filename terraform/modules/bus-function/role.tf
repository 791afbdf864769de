# One role per function: what it may do is what it does.

resource "aws_iam_role" "function" {
  name                 = var.name
  description          = "Role of the function ${var.name}"
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

resource "aws_iam_role_policy" "own_queue_and_log" {
  name = "own-queue-and-log"
  role = aws_iam_role.function.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "ReadItsOwnQueue"
          Effect   = "Allow"
          Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
          Resource = aws_sqs_queue.work.arn
        },
        {
          Sid      = "PutAsideWhatItCannotRead"
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = aws_sqs_queue.dead_letters.arn
        },
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
