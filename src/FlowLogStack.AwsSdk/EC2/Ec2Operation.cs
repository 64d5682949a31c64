using System.Net;
using Amazon.Runtime;

namespace Amazon.EC2;

abstract class Ec2Operation<TRequest, TResponse>(string name) : QueryOperation<TRequest, TResponse>("Amazon.EC2", name, "2016-11-15")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected const string Item = "item";

    protected static void WriteFilters(QueryParameters parameters, List<Model.Filter>? filters) =>
        parameters.AddEach("Filter", filters, (written, filter) =>
        {
            written.Add(".Name", filter.Name);
            written.AddEach(".Value", filter.Values);
        });

    protected static List<Model.Tag>? TagsOf(QueryAnswer item) =>
        item.Each("tagSet", Item, tag => new Model.Tag { Key = tag.Text("key"), Value = tag.Text("value") });

    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonEC2Exception(message, inner, type, code, requestId, status);
}
