using System.Net;
using System.Text.Json;
using Amazon.Organizations.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Organizations;

sealed class ListAccountsOperation()
    : JsonOperation<ListAccountsRequest, ListAccountsResponse>("Amazon.Organizations", "AWSOrganizationsV20161128.ListAccounts", "1.1")
{
    public static ListAccountsOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, ListAccountsRequest request)
    {
        if (request.MaxResults is { } most)
            writer.WriteNumber("MaxResults", most);
        if (request.NextToken is { } token)
            writer.WriteString("NextToken", token);
    }

    protected override void Read(ListAccountsResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("Accounts", depth, ref reader))
            response.Accounts = new JsonListUnmarshaller<Account, AccountUnmarshaller>(new AccountUnmarshaller()).Unmarshall(context, ref reader);
        else if (context.TestExpression("NextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }

    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonOrganizationsException(message, inner, type, code, requestId, status);

    sealed class AccountUnmarshaller : ObjectUnmarshaller<Account>
    {
        protected override void Read(Account account, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("Id", depth, ref reader))
                account.Id = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("Name", depth, ref reader))
                account.Name = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("State", depth, ref reader))
                account.State = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("Status", depth, ref reader))
                account.Status = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }
}
